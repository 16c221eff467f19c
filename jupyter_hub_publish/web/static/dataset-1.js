/*
 * Beside each program that connects to a dataset, a button that copies it; without this script one marks the text.
 * And a picture that is wider than the window shows the dataset itself first.
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

  const picture = document.querySelector('.lin');
  const here = picture?.querySelector('.node.is-here');
  if (here) {
    const [frame, node] = [picture, here].map(each =>
      each.getBoundingClientRect()
    );
    picture.scrollLeft +=
      node.left - frame.left - (frame.width - node.width) / 2;
  }

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
