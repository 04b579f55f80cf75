/** Files that strangers made are parsed in a worker, with limits on time and memory. */
export { createParserHost, type ParserHostOptions } from "./adapters/parser_host.ts";
export type { ParserHost } from "./parsers.ts";
