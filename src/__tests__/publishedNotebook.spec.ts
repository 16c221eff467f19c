import { DocumentRegistry } from '@jupyterlab/docregistry';
import { NotebookModelFactory } from '@jupyterlab/notebook';
import * as notebooks from '@jupyterlab/notebook/lib/testutils';
import { nullTranslator } from '@jupyterlab/translation';

import { NAME_PATTERN, pathOf } from '../model/published';
import {
  PUBLISHED,
  PublishedNotebookFactory
} from '../widgets/publishedNotebook';

const PATH = `Published:${pathOf({ report: 'rk7m2xq4d3z', version: 3 }, 'Growth: why')}`;

describe('PublishedNotebookFactory', () => {
  let registry: DocumentRegistry;
  let factory: PublishedNotebookFactory;

  beforeAll(() => {
    registry = new DocumentRegistry();
    registry.addModelFactory(new NotebookModelFactory());
    registry.addFileType({
      name: PUBLISHED,
      contentType: 'notebook',
      fileFormat: 'json',
      extensions: [],
      mimeTypes: [],
      pattern: NAME_PATTERN
    });
    factory = new PublishedNotebookFactory({
      rendermime: notebooks.NBTestUtils.defaultRenderMime(),
      contentFactory: notebooks.NBTestUtils.createNotebookPanelFactory(),
      mimeTypeService: notebooks.NBTestUtils.mimeTypeService,
      like: null,
      acts: {
        saveAs: async () => false,
        saveAndOpen: () => undefined,
        openReport: () => undefined,
        print: async () => undefined
      },
      trans: nullTranslator.load('test')
    });
    registry.addWidgetFactory(factory);
  });

  afterAll(() => registry.dispose());

  it('prefers, starts and selects no kernel', () => {
    expect(registry.getKernelPreference(PATH, PUBLISHED)).toMatchObject({
      shouldStart: false,
      canStart: false,
      autoStartDefault: false
    });
    expect(factory.readOnly).toBe(true);
  });

  it('is what opens a published notebook, even where nobody names it', () => {
    expect(registry.defaultWidgetFactory(PATH)).toBe(factory);
  });

  it("is not what opens one's own notebooks", () => {
    expect(registry.defaultWidgetFactory('version 3.ipynb')).not.toBe(factory);
    expect(registry.defaultWidgetFactory('Growth · version 3')).not.toBe(
      factory
    );
  });
});
