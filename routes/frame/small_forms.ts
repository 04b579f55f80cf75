/** Nobody needs more than this to say who they are; a stranger must not fill the memory. */
import { limitBody } from "../forms/body.ts";

export const FORM_BYTES_MAX = 64 * 1024;

export const smallForms = limitBody(FORM_BYTES_MAX, "auth.form_too_large");
