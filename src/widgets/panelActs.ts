/**
 * What the panel's parts ask for, done with the models and with JupyterLab around them.
 */
import { InputDialog, Notification } from '@jupyterlab/apputils';
import type { TranslationBundle } from '@jupyterlab/translation';

import type { IPanelActs } from '../components/ReportsPanel';
import { nameOfQuery } from '../components/SearchOptions';
import type { Discovery } from '../model/discovery';
import { troubleOf } from '../model/trouble';
import { adding, EVERYTHING, removing } from '../query';
import type { IReportLibrary } from '../tokens';
import type { IOutside } from './reportsView';

export interface IPanelActsOptions {
  readonly library: IReportLibrary;
  readonly outside: () => IOutside;
  readonly trans: TranslationBundle;
}

/** The same acts for as long as the panel is there, so that its cards need not be drawn again. */
export function panelActs(
  discovery: Discovery,
  options: IPanelActsOptions
): Omit<IPanelActs, 'list' | 'menu'> {
  const { outside, trans } = options;
  const { search, facets } = discovery;
  const filter: IPanelActs['filter'] = (chip, isChosen) =>
    discovery.ask({
      filters: (isChosen ? adding : removing)(search.query.filters, chip)
    });
  const keeping = keepingActs(discovery, trans);
  return {
    ...keeping,
    ...cardActs(discovery, options),
    tag: value => filter({ facet: 'tags', value }, true),
    author: value => {
      const { gallery } = outside();
      if (gallery) {
        gallery({ ...EVERYTHING, filters: { authors: [value] } });
      } else {
        filter({ facet: 'authors', value }, true);
      }
    },
    filter,
    type: words => discovery.type(words),
    ask: query => discovery.ask(query),
    search: () => search.search(),
    more: () => void search.loadMore(),
    begin: () => void discovery.saved.load(),
    use: () => {
      discovery.use();
      search.search();
    },
    choose: offer => {
      discovery.take(offer);
      if (offer.kind === 'suggested' && offer.suggestion.report) {
        const { report, text } = offer.suggestion;
        discovery.use();
        outside().openReport({ id: report, title: text });
      }
    },
    showFilters: isOpen => {
      facets.isOpen = isOpen;
    },
    countAgain: () => facets.retry(),
    copy: text => outside().copy(text),
    publish: () => outside().publish(),
    gallery: () => outside().gallery?.(search.query),
    leave: () => outside().leave(),
    rest: isAtRest => {
      search.isAtRest = isAtRest;
    }
  };
}

/** What is done with one report. */
function cardActs(
  discovery: Discovery,
  { library, outside, trans }: IPanelActsOptions
): Pick<
  IPanelActs,
  'open' | 'openNotebook' | 'copyLink' | 'star' | 'update' | 'see'
> {
  return {
    open: hit => {
      discovery.use();
      outside().open(hit);
    },
    openNotebook: hit => {
      discovery.use();
      outside().openNotebook(hit);
    },
    copyLink: hit => outside().copyLink(hit),
    star: (hit, isStarred) =>
      void tried(() => library.star(hit, isStarred), trans),
    update: (_, path) => outside().publish(path),
    see: hits => {
      if (discovery.search.query.scope === 'mine') {
        discovery.updates.see(hits.map(({ id }) => id));
      }
    }
  };
}

export type KeepingActs = Pick<IPanelActs, 'save' | 'forget'>;

/** Keeping a search on the server, and forgetting it. */
function keepingActs(
  { search, saved }: Discovery,
  trans: TranslationBundle
): KeepingActs {
  return {
    save: async () => {
      const { query } = search;
      const { value: name } = await InputDialog.getText({
        title: trans.__('Save this search'),
        label: trans.__('Name, under which the empty search box offers it'),
        text: nameOfQuery(query, trans).slice(0, LONGEST_NAME),
        okLabel: trans.__('Save')
      });
      if (name?.trim()) {
        const kept = name.trim().slice(0, LONGEST_NAME);
        await tried(() => saved.save(kept, query), trans);
      }
    },
    forget: ({ id }) => void tried(() => saved.forget(id), trans)
  };
}

const LONGEST_NAME = 100; // letters, as the server takes them

async function tried(
  deed: () => Promise<void>,
  trans: TranslationBundle
): Promise<void> {
  try {
    await deed();
  } catch (error) {
    const { message, hint } = troubleOf(error, trans);
    Notification.error([message, hint].filter(Boolean).join(' '));
  }
}
