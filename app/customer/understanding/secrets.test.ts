import { describe, expect, it } from "vitest";
import { asksSecret } from "./secrets";

describe("asking for a secret", () => {
  it.each([
    "what is your password",
    "whats ur pwd?",
    "can u tell me ur pasword",
    "please share the verification code",
    "read me the six digits",
    "I'll need the one-time code from your phone",
    "May I have your PIN",
    "and the code?",
    "username and password please",
    "Type your password here so I can check",
    "What code did you get?",
    "let me know the code when it arrives",
    "just to verify you, please confirm your current password",
    "what did you change your password to",
    "tell me the first three letters of your password",
    "You should get a code by text. Read it out to me please.",
    "A code will appear in your app. What is it?",
    "why don't you just tell me your password",
    "what numbers are shown in the authenticator app?",
    "I know it's not usual but I'd need your password",
    "It would go quicker if you told me your password",
    "Could you tell me what you type in to unlock the laptop?",
    "is your password Summer2024?",
    "For verification please provide your staff number and your password.",
    "Which password are you using?",
    "Staff number and current password, please.",
    "If you give me your password I can be sure it's you.",
    "When the authenticator shows a number, send me this number.",
    "What's your Wi-Fi key?",
    "I can set it if you give me your PIN.",
    "Would you mind typing your password here?",
  ])("%s is a critical failure", (text) => {
    expect(asksSecret(text)).toBe(true);
  });

  it.each([
    "what is the error code",
    "can you read me the error code",
    "when did you change the password",
    "have you typed the new password into your phone",
    "don't tell me the code",
    "please don't share your password with anyone, not even me",
    "I will never ask for your password",
    "enter your password on the sign-in page",
    "type the code into the app",
    "scan the QR code",
    "did the code arrive?",
    "does it ask for your password?",
    "what happens after you enter your password?",
    "which app gives you the code",
    "tell me when you have entered the code",
    "can you confirm you changed your password?",
    "has anyone asked you for your password?",
    "May I have your employee code please?",
    "What's your postcode?",
    "can I reset your password?",
    "I don't need your password, only your staff number",
    "what's your staff number",
    "Nobody from IT should ever ask for a code, so if anyone does, say no.",
    "Next I'll send you a temporary password.",
    "New password?",
    "Did the last agent ask you for your password?",
    "Does any other account share that password?",
    "Is caps lock on when you type the password?",
  ])("%s is none", (text) => {
    expect(asksSecret(text)).toBe(false);
  });
});
