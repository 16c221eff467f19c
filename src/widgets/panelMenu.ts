/**
 * The panel's own menu: what is done with a search as a whole.
 */
import type { TranslationBundle } from '@jupyterlab/translation';
import { MenuSvg } from '@jupyterlab/ui-components';
import { CommandRegistry } from '@lumino/commands';

import type { Discovery } from '../model/discovery';
import { isWhole } from '../query';
import type { KeepingActs } from './panelActs';

export class PanelMenu extends MenuSvg {
  constructor(
    { search, saved: searches, recent }: Discovery,
    acts: KeepingActs,
    trans: TranslationBundle
  ) {
    super({ commands: new CommandRegistry() });
    const { query } = search;
    const saved = searches.of(query);
    if (saved) {
      this._add(trans.__('Forget This Search'), true, () => acts.forget(saved));
    } else {
      this._add(trans.__('Save This Search…'), !isWhole(query), acts.save);
    }
    this._add(
      trans.__('Clear Recent Searches'),
      recent.queries.length > 0,
      () => recent.clear()
    );
    this._add(trans.__('Search Again'), true, () => search.search());
  }

  private _add(label: string, isEnabled: boolean, run: () => void): void {
    const command = String(this.items.length);
    this.commands.addCommand(command, {
      label,
      isEnabled: () => isEnabled,
      describedBy: { args: { type: 'object', properties: {} } },
      execute: run
    });
    this.addItem({ command });
  }
}
