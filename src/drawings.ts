/**
 * Pictures larger than icons, loaded with the screens that show them.
 */
import { LabIcon } from '@jupyterlab/ui-components';

/** A notebook becomes reports for others: what an empty library shows. */
export const firstReportIcon = new LabIcon({
  name: 'jupyter-hub-publish:first-report',
  svgstr:
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 132 92" width="132" fill="none"><g stroke-linejoin="round" stroke-linecap="round" stroke-width="1.5"><path class="hp-Art-line" d="M13 14h46a3 3 0 0 1 3 3v60a3 3 0 0 1-3 3H13a3 3 0 0 1-3-3V17a3 3 0 0 1 3-3zM18 26h22M18 34h34M18 42h28M20 50h32a2 2 0 0 1 2 2v18a2 2 0 0 1-2 2H20a2 2 0 0 1-2-2V52a2 2 0 0 1 2-2zM22 67l7-7 6 4 8-9 7 6M99 22h22a3 3 0 0 1 3 3v14a3 3 0 0 1-3 3H99a3 3 0 0 1-3-3V25a3 3 0 0 1 3-3zM99 48h22a3 3 0 0 1 3 3v14a3 3 0 0 1-3 3H99a3 3 0 0 1-3-3V51a3 3 0 0 1 3-3zM101 36l5-5 4 3 6-6M101 58h16M101 63h10"/><path class="hp-Art-arrow" stroke-width="2" d="M70 46h18m-6-6 6 6-6 6"/></g></svg>'
});
