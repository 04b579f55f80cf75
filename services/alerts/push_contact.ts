/**
 * The contact that a push service asks for (`sub` of RFC 8292). Apple's service refuses names that exist at home only,
 * with 403 and the reason BadJwtToken.
 */
import type { AlertSettings } from "./settings.ts";

/** For a home without a public name or address. */
const NO_CONTACT = "mailto:nobody@example.com";

/** Reserved for tests and private networks (RFC 6761, 6762, 7686, 8375, 9476), or widely used as if they were. */
const PRIVATE_DOMAINS = new Set([
  ...["alt", "arpa", "corp", "example", "home", "internal", "intranet", "invalid", "lan"],
  ...["local", "localdomain", "localhost", "onion", "private", "test"],
]);
const NAME = /^(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+([a-z](?:[a-z0-9-]*[a-z0-9])?)$/;

/** @param publicUrl the public URL of this home, if it has one */
export function pushContact(
  { email, baseUrl }: Pick<AlertSettings, "email" | "baseUrl">,
  publicUrl?: string,
): string {
  const domain = email?.from.split("@").at(-1);
  if (domain && isPublicName(domain)) return `mailto:${email!.from}`;
  return [baseUrl, publicUrl].find((url) => url !== undefined && isPublicUrl(url)) ?? NO_CONTACT;
}

function isPublicUrl(url: string): boolean {
  const { protocol, hostname } = new URL(url);
  return protocol === "https:" && isPublicName(hostname);
}

/** Whether the name is in a public domain; IP addresses are not names. */
export function isPublicName(name: string): boolean {
  const [, top] = NAME.exec(name.toLowerCase().replace(/\.$/, "")) ?? [];
  return top !== undefined && !PRIVATE_DOMAINS.has(top);
}
