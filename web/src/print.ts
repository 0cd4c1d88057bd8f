// Shows the print buttons (hidden where no script runs, since they could do nothing) and serves them.

export function followPrintButtons(): void {
  for (const button of document.querySelectorAll<HTMLButtonElement>("button[data-print]")) {
    button.hidden = false;
    button.addEventListener("click", () => window.print());
  }
}
