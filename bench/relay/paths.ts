/** What the bare app at home answers. */
export const KB_PATH = "/kb";
/** So many bytes as `?bytes=` says. */
export const BYTES_PATH = "/bytes";
export const UPLOAD_PATH = "/upload";
export const EVENTS_PATH = "/events";
/** Writes an event to all who listen. */
export const TELL_PATH = "/tell";
