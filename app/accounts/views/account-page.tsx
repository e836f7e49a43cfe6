import { Form } from "@remix-run/react";
import type { ReactNode } from "react";
import { Button } from "~/ui/button";
import { Card } from "~/ui/card";
import { Page } from "~/ui/page";

type AccountPageProps = {
  name: string;
  role: "trainee" | "trainer";
  /** The hidden CSRF input. */
  csrf: ReactNode;
};

export function AccountPage({ name, role, csrf }: AccountPageProps) {
  return (
    <Page title="Your account" intro={`You are signed in as ${name}, a ${role}.`} width="narrow">
      <Card>
        <Form method="post" action="/logout" reloadDocument className="space-y-3">
          {csrf}
          <input type="hidden" name="everywhere" value="1" />
          <h2 className="font-semibold">Signed in somewhere you shouldn’t be?</h2>
          <p className="max-w-prose text-muted">
            This signs you out in every browser and app, this one included. Open conversations close
            there within seconds.
          </p>
          <Button look="danger">Sign out everywhere</Button>
        </Form>
      </Card>
    </Page>
  );
}
