/** Reading of ZIP files that strangers made. */
export { mustNotSwell, type RandomAccess, readZipDirectory, type ZipEntry } from "./directory.ts";
export { streamEntry } from "./entry.ts";
