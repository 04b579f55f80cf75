/** Where a form is sent, without the host. A field named "action" would hide the form's own property. */
export function actionOf(form: HTMLFormElement): string {
  const { pathname, search } = new URL(form.getAttribute("action") ?? "", location.href);
  return pathname + search;
}
