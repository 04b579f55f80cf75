/** Groups addresses by household: one IPv4 address, but 2⁶⁴ IPv6 addresses. */
const IPV6_WORDS = 8;
const NETWORK_WORDS = 4;

/** @returns an IPv4 address as it is, of an IPv6 address the /64 network */
export function networkOf(address: string): string {
  if (!address.includes(":") || address.includes(".")) return address;
  const [head = "", tail] = address.split("::");
  const start = head.split(":").filter(Boolean);
  const end = tail?.split(":").filter(Boolean) ?? [];
  const zeros = Array<string>(Math.max(0, IPV6_WORDS - start.length - end.length)).fill("0");
  return [...start, ...zeros, ...end].slice(0, NETWORK_WORDS).join(":");
}
