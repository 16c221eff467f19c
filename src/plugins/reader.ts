import type {
  JupyterFrontEnd,
  JupyterFrontEndPlugin
} from '@jupyterlab/application';
import { ILabShell, ILayoutRestorer } from '@jupyterlab/application';
import {
  Clipboard,
  ICommandPalette,
  IThemeManager,
  MainAreaWidget,
  WidgetTracker
} from '@jupyterlab/apputils';
import type { TranslationBundle } from '@jupyterlab/translation';
import { ITranslator, nullTranslator } from '@jupyterlab/translation';
import { Debouncer } from '@lumino/polling';

import { copyLinkCommand } from '../commands/copyLink';
import type { IOpening } from '../commands/openReport';
import { openReportCommand } from '../commands/openReport';
import { starCommand } from '../commands/star';
import { targetsIn } from '../commands/target';
import { tried } from '../commands/tried';
import { CommandIds, IReportLibrary } from '../tokens';
import type { ReportReader } from '../widgets/reader';

type ReaderTab = MainAreaWidget<ReportReader>;

const NEWS = 1000; // milliseconds in which changes of the library are gathered

export const readerPlugin: JupyterFrontEndPlugin<void> = {
  id: 'jupyter-hub-publish:reader',
  description: 'Reports in tabs of the main area, or of the browser.',
  autoStart: true,
  requires: [IReportLibrary],
  optional: [
    ILabShell,
    ILayoutRestorer,
    IThemeManager,
    ICommandPalette,
    ITranslator
  ],
  activate: (
    app: JupyterFrontEnd,
    library: IReportLibrary,
    labShell: ILabShell | null,
    restorer: ILayoutRestorer | null,
    themes: IThemeManager | null,
    palette: ICommandPalette | null,
    translator: ITranslator | null
  ): void => {
    const trans = (translator ?? nullTranslator).load('jupyter_hub_publish');
    const { commands } = app;
    const { client } = library;
    const targets = targetsIn(app);
    const tabs = new WidgetTracker<ReaderTab>({
      namespace: 'hub-publish-reports'
    });
    const open = labShell
      ? (opening: IOpening) => openTab(app, library, tabs, opening, trans)
      : (opening: IOpening) => openBrowserTab(client.base, opening);

    commands.addCommand(
      CommandIds.openReport,
      openReportCommand(open, targets, trans)
    );
    commands.addCommand(
      CommandIds.copyLink,
      copyLinkCommand(client, targets, trans)
    );
    commands.addCommand(CommandIds.star, starCommand(library, targets, trans));
    [CommandIds.copyLink, CommandIds.star].forEach(command =>
      palette?.addItem({ command, category: trans.__('Reports') })
    );
    void restorer?.restore(tabs, {
      command: CommandIds.openReport,
      args: tab => remembered(tab.content),
      name: tab => tab.content.model.id
    });
    themes?.themeChanged.connect(() => {
      tabs.forEach(tab => tab.content.retheme());
    });
    const news = new Debouncer(() => {
      tabs.forEach(tab => void tab.content.model.notice());
    }, NEWS);
    library.changed.connect(() => void news.invoke());
    library.starred.connect((_, report) => {
      tabs.forEach(({ content }) => content.model.restar(report));
    });
  }
};

/** What a reload of JupyterLab needs to put the tab back. */
function remembered({ model, title }: ReportReader): {
  id: string;
  title: string;
  version?: number;
} {
  const { id, pinned } = model;
  const { label } = title;
  return pinned === null
    ? { id, title: label }
    : { id, title: label, version: pinned };
}

/** One tab per report: the one that is there already is shown. Its code is loaded by the first. */
async function openTab(
  app: JupyterFrontEnd,
  library: IReportLibrary,
  tabs: WidgetTracker<ReaderTab>,
  opening: IOpening,
  trans: TranslationBundle
): Promise<ReaderTab> {
  const [{ ReportReader }, { ReaderModel }] = await Promise.all([
    import('../widgets/reader'),
    import('../model/reader')
  ]);
  const { id, version, fragment, marks, title } = opening;
  let tab = tabs.find(({ content }) => content.model.id === id);
  if (!tab) {
    const content = new ReportReader({
      model: new ReaderModel(library.client, id, null),
      client: library.client,
      title: title ?? trans.__('Report'),
      copy: text => Clipboard.copyToSystem(text),
      star: (report, isStarred) =>
        void tried(() => library.star(report, isStarred), trans),
      commands: app.commands,
      trans
    });
    tab = tabOf(content);
    void tabs.add(tab);
    const made = tab;
    made.content.changed.connect(() => {
      mark(made);
      void tabs.save(made);
    });
  }
  const { content } = tab;
  const shown = content.model.show(version ?? null);
  if (fragment) {
    // After it: where another version is shown now, the place is in that one's page.
    void shown.then(() => content.jump(fragment, marks));
  }
  if (!tab.isAttached) {
    app.shell.add(tab, 'main', { type: 'Report' });
  }
  app.shell.activateById(tab.id);
  return tab;
}

function tabOf(content: ReportReader): ReaderTab {
  const { id } = content.model;
  const tab = new MainAreaWidget({ content });
  tab.id = `hub-publish-report-${id}`;
  tab.node.dataset.report = id;
  tab.toolbar.hide();
  return tab;
}

/** What commands without arguments find out about the tab in front. */
function mark({ node, content }: ReaderTab): void {
  const { state } = content.model;
  if (state.kind === 'reading') {
    node.dataset.version = String(state.version.number);
    node.dataset.mayUpdate = String(state.report.may_update);
  }
}

/** Where the main area holds one widget only, as in Notebook 7. */
function openBrowserTab(base: string, { id, fragment }: IOpening): void {
  const hash = fragment ? `#${encodeURIComponent(fragment)}` : '';
  window.open(`${base}r/${id}${hash}`, '_blank', 'noopener');
}
