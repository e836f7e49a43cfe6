import { wordSet as set } from "./force";

export const whWords = set("what when where who which why how whose whom whats");
export const pronouns = set(
  "i we you it they he she this that there your anyone anybody someone everyone",
);
export const subordinators = set(
  "when whenever after before while if once because until unless though although as whereas",
);
export const fillers = set(
  "and so ok okay well also then please now just first alright right hi hello hey but or plus thanks cheers next finally anyway actually oh ah um hmm yes yeah sure great perfect again quickly maybe perhaps kindly lastly secondly next thank good fine btw ahh aha ohh hm super brilliant lovely wonderful excellent fantastic cool",
);
export const timeWords = set(
  "today yesterday now then lunch lunchtime noon monday tuesday wednesday thursday friday saturday sunday this last that it",
);
export const openers =
  /\b(tell (me|us)|let (me|us) know|(do|would|can|could) you (know|remember|recall|explain|describe|confirm|check|specify|clarify|share|mention)|any idea|an idea|need to (know|ask|confirm|check|understand|find out|establish|see)|(like|want|love) to (know|ask|confirm|check|understand|find out|hear|see)|wonder(ing)?|curious|i (need|require|want)|i (would|will) (need|like|require)|(can|could|may|might) (i|we) (just |quickly |also |please |first )*(have|get|take|ask|know|check|confirm|see)|ask (you )?(about|for)|describe|explain|confirm|specify|mention|clarify|(provide|give|send|show|share) (me|us)|(provide|give|state|share)( me| us)? (your|the)|talk (me|us) through|walk (me|us) through|not sure|interested in|keen to know|help me understand|remind me|quick question|question is|know|out|of|about|understand)$/;
