/** Path that a form is sent to. Reads the attribute, since a field named "action" would hide the form's property. */
export function actionOf(form: HTMLFormElement): string {
  const { pathname, search } = new URL(form.getAttribute("action") ?? "", location.href);
  return pathname + search;
}
