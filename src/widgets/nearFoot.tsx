/**
 * The foot of the panel, while the notebook in front is near to something that was published.
 */
import type { INotebookTracker } from '@jupyterlab/notebook';
import type { ISettingRegistry } from '@jupyterlab/settingregistry';
import type { IStateDB } from '@jupyterlab/statedb';
import type { TranslationBundle } from '@jupyterlab/translation';
import { UseSignal } from '@jupyterlab/ui-components';
import * as React from 'react';

import type { Related } from '../api/types';
import { NearLine } from '../components/NearLine';
import { NotebookInFront } from '../model/front';
import { type IHidden, NearModel } from '../model/near';
import type { ILibraryClient } from '../tokens';

/** The setting that switches it off, in schema/panel.json too. */
const SETTING = 'nearReports';

const KEY = 'hub-publish:near-hidden';

export interface INearFootProps {
  readonly client: Pick<ILibraryClient, 'near' | 'status'>;
  readonly notebooks: INotebookTracker;
  /** A notebook's path as the server knows it, or null where it is none of its files. */
  readonly pathOf: (path: string) => string | null;
  /** Where it is remembered what was hidden; null forgets it with the page. */
  readonly state: IStateDB | null;
  readonly settings: Promise<ISettingRegistry.ISettings> | null;
  readonly hrefOf: (report: Related) => string;
  readonly onOpen: (report: Related) => void;
  readonly trans: TranslationBundle;
}

export function NearFoot(props: INearFootProps): React.JSX.Element | null {
  return useIsWanted(props.settings) ? <Foot {...props} /> : null;
}

function Foot(props: INearFootProps): React.JSX.Element {
  const { hrefOf, onOpen, trans } = props;
  const slot = React.useRef<HTMLDivElement>(null);
  const model = useModel(props, slot);
  return (
    // Always there, so that it can be told whether somebody would see what it says.
    <div ref={slot}>
      {model && (
        <UseSignal signal={model.changed}>
          {() =>
            model.report && (
              <NearLine
                report={model.report}
                href={hrefOf(model.report)}
                onOpen={onOpen}
                onHide={() => void model.hide()}
                trans={trans}
              />
            )
          }
        </UseSignal>
      )}
    </div>
  );
}

function useModel(
  { client, notebooks, pathOf, state }: INearFootProps,
  slot: React.RefObject<HTMLElement>
): NearModel | null {
  const [model, setModel] = React.useState<NearModel | null>(null);
  React.useEffect(() => {
    const front = new NotebookInFront(notebooks, pathOf);
    const made = new NearModel({
      client,
      written: () => front.written,
      hidden: hiddenIn(state)
    });
    front.changed.connect(() => made.notice());
    made.notice();
    setModel(made);
    const sight = new IntersectionObserver(([{ isIntersecting }]) => {
      made.isVisible = isIntersecting;
    });
    sight.observe(slot.current!);
    return () => {
      sight.disconnect();
      front.dispose();
      made.dispose();
    };
  }, [client, notebooks, pathOf, state]);
  return model;
}

/** Whether the user's settings leave it on. */
function useIsWanted(settings: INearFootProps['settings']): boolean {
  const [isWanted, setWanted] = React.useState(settings === null);
  React.useEffect(() => {
    let found: ISettingRegistry.ISettings | null = null;
    const read = () => setWanted(found?.get(SETTING).composite !== false);
    void settings?.then(
      loaded => {
        found = loaded;
        loaded.changed.connect(read);
        read();
      },
      // Settings that cannot be read are those that nobody has changed.
      read
    );
    return () => {
      found?.changed.disconnect(read);
    };
  }, [settings]);
  return isWanted;
}

/** In JupyterLab's own state, one entry for each notebook. */
function hiddenIn(state: IStateDB | null): IHidden {
  const here = new Map<string, readonly string[]>();
  return {
    of: async path => {
      const kept = (await state?.fetch(`${KEY}:${path}`)) ?? here.get(path);
      return Array.isArray(kept) ? (kept as string[]) : [];
    },
    add: async (path, reports) => {
      here.set(path, [...(here.get(path) ?? []), ...reports]);
      const kept = await state?.fetch(`${KEY}:${path}`);
      const before = Array.isArray(kept) ? (kept as string[]) : [];
      await state?.save(`${KEY}:${path}`, [...before, ...reports]);
    }
  };
}
