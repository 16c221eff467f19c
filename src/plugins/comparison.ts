import type {
  JupyterFrontEnd,
  JupyterFrontEndPlugin
} from '@jupyterlab/application';
import { ILabShell, ILayoutRestorer } from '@jupyterlab/application';
import {
  Clipboard,
  ICommandPalette,
  MainAreaWidget,
  WidgetTracker
} from '@jupyterlab/apputils';
import type { TranslationBundle } from '@jupyterlab/translation';
import { ITranslator, nullTranslator } from '@jupyterlab/translation';

import { compareCommand, type IComparing } from '../commands/compare';
import { targetsIn } from '../commands/target';
import { CommandIds, type ILibraryClient, IReportLibrary } from '../tokens';
import type { ComparisonView } from '../widgets/comparison';

type Tab = MainAreaWidget<ComparisonView>;

/** Only JupyterLab: where the main area holds one widget there is no room beside the report. */
export const comparisonPlugin: JupyterFrontEndPlugin<void> = {
  id: 'jupyter-hub-publish:comparison',
  description: 'Two versions of a report, compared in a tab.',
  autoStart: true,
  requires: [IReportLibrary],
  optional: [ILabShell, ILayoutRestorer, ICommandPalette, ITranslator],
  activate: (
    app: JupyterFrontEnd,
    library: IReportLibrary,
    labShell: ILabShell | null,
    restorer: ILayoutRestorer | null,
    palette: ICommandPalette | null,
    translator: ITranslator | null
  ): void => {
    if (!labShell) {
      return;
    }
    const trans = (translator ?? nullTranslator).load('jupyter_hub_publish');
    const { client } = library;
    const tabs = new WidgetTracker<Tab>({
      namespace: 'hub-publish-comparisons'
    });
    app.commands.addCommand(
      CommandIds.compare,
      compareCommand(
        comparing => openTab(app, client, tabs, comparing, trans),
        client,
        targetsIn(app),
        trans
      )
    );
    palette?.addItem({
      command: CommandIds.compare,
      category: trans.__('Reports')
    });
    void restorer?.restore(tabs, {
      command: CommandIds.compare,
      args: ({ content: { model, title } }) => ({
        id: model.id,
        before: model.pair[0],
        after: model.pair[1],
        title: title.label
      }),
      name: ({ content }) => content.model.id
    });
  }
};

/** One tab per report; its code is loaded by the first. */
async function openTab(
  app: JupyterFrontEnd,
  client: ILibraryClient,
  tabs: WidgetTracker<Tab>,
  { id, before, after, title }: IComparing,
  trans: TranslationBundle
): Promise<Tab> {
  const [{ ComparisonView }, { ComparisonModel }] = await Promise.all([
    import('../widgets/comparison'),
    import('../model/comparison')
  ]);
  let tab = tabs.find(({ content }) => content.model.id === id);
  if (!tab) {
    const content = new ComparisonView({
      model: new ComparisonModel(client, id),
      title: title ?? trans.__('Comparison'),
      copy: text => Clipboard.copyToSystem(text),
      restore: version =>
        void app.commands.execute(CommandIds.restoreVersion, { id, version }),
      trans
    });
    tab = new MainAreaWidget({ content });
    tab.id = `hub-publish-comparison-${id}`;
    tab.toolbar.hide();
    void tabs.add(tab);
    const made = tab;
    content.changed.connect(() => void tabs.save(made));
  }
  void tab.content.model.compare(before, after);
  if (!tab.isAttached) {
    app.shell.add(tab, 'main', { type: 'Comparison' });
  }
  app.shell.activateById(tab.id);
  return tab;
}
