/** Which of JupyterLab's themes is on, as far as a page can follow. */
export function themeNow(): 'light' | 'dark' {
  return document.body.dataset.jpThemeLight === 'false' ? 'dark' : 'light';
}
