// One step of filling in a form, as a person would: goes to a field, or presses a button. Answers
// with what is in the way, or "". Elements are taken for what the page made of them, as in
// probe.js: everything comes from the prototypes.
(step) => {
  "use strict";

  const find = (selector) => Document.prototype.querySelector.call(document, selector);
  const element = find(step.selector);
  if (!(element instanceof HTMLElement)) {
    return `nothing matches \`${step.selector}\``;
  }
  HTMLElement.prototype.focus.call(element);
  if (!step.press) {
    if (document.activeElement !== element) {
      return `nothing can be typed into \`${step.selector}\``;
    }
    if (element instanceof HTMLInputElement) {
      HTMLInputElement.prototype.select.call(element);
    }
    return "";
  }
  const refused = find("input:invalid, select:invalid, textarea:invalid");
  if (refused) {
    return `the form does not take what was typed: ${refused.validationMessage}`;
  }
  HTMLElement.prototype.click.call(element);
  return "";
}
