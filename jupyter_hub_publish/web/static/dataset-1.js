/*
 * Beside each program that connects to a dataset, a button that copies it. Without this script one marks the text.
 */
'use strict';

(() => {
  const copy = async (button, text) => {
    try {
      await navigator.clipboard.writeText(text);
      button.textContent = 'Copied';
    } catch {
      // Plain http, or a browser that does not let us: the text is marked instead.
      getSelection().selectAllChildren(button.previousElementSibling);
      button.textContent = 'Marked: press Ctrl+C or ⌘C';
    }
    setTimeout(() => {
      button.textContent = 'Copy';
    }, 3000);
  };

  for (const program of document.querySelectorAll('.snip')) {
    const button = document.createElement('button');
    button.className = 'button';
    button.type = 'button';
    button.textContent = 'Copy';
    button.setAttribute('aria-live', 'polite');
    button.addEventListener('click', () => copy(button, program.textContent));
    program.after(button);
  }
})();
