/** Limits forms that are open without a session, so that a stranger cannot fill the memory. */
import { limitBody } from "../forms/body.ts";

export const FORM_BYTES_MAX = 64 * 1024;

export const limitSmallForms = limitBody(FORM_BYTES_MAX, "auth.form_too_large");
