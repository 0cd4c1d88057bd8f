// Asks before a person leaves a form marked data-warn-unsaved with something typed in it.
// The browser supplies the wording of the question.

export function warnBeforeLosingChanges(): void {
  const changed = new Set<HTMLFormElement>();

  for (const form of document.querySelectorAll<HTMLFormElement>("form[data-warn-unsaved]")) {
    form.addEventListener("input", () => changed.add(form));
    form.addEventListener("submit", () => changed.clear());
  }

  window.addEventListener("beforeunload", (event) => {
    if (changed.size > 0) {
      event.preventDefault();
    }
  });
}
