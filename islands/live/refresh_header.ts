/** Marks a request for the page that is open already: its flash message belongs to the page that follows. */
export const REFRESH_HEADER = "x-page-refresh";
