/**
 * What is asked about datasets: loaded with the first screen that shows some.
 */
import type { ILibraryClient } from '../tokens';
import type {
  AskedList,
  Connections,
  ConsumerList,
  ConsumerToAdd,
  DatasetDetail,
  DatasetPage,
  DatasetVersionList,
  Lineage,
  NoticeList,
  QuestionList,
  QuestionToAsk
} from './types';

/** What to search for. */
export interface IDatasetSearch {
  readonly words: string;
  /** Only those that one's own reports write. */
  readonly mine: boolean;
}

/** The tables that reports write, as this server shows them; every call may reject with a `Refusal`. */
export class DatasetsClient {
  constructor(private _library: Pick<ILibraryClient, 'base' | 'send'>) {}

  search(search: IDatasetSearch, cursor: string | null): Promise<DatasetPage> {
    const query = new URLSearchParams({ limit: String(PAGE) });
    if (search.words) {
      query.set('q', search.words);
    }
    if (search.mine) {
      query.set('mine', 'true');
    }
    if (cursor) {
      query.set('cursor', cursor);
    }
    return this._library.send('GET', `api/datasets?${query}`);
  }

  dataset(id: string): Promise<DatasetDetail> {
    return this._library.send('GET', pathOf(id));
  }

  versions(id: string): Promise<DatasetVersionList> {
    return this._library.send('GET', `${pathOf(id)}/versions`);
  }

  lineage(id: string): Promise<Lineage> {
    return this._library.send('GET', `${pathOf(id)}/lineage`);
  }

  connections(id: string): Promise<Connections> {
    return this._library.send('GET', `${pathOf(id)}/connect`);
  }

  /** The address under which its columns are downloaded, as a Frictionless Table Schema. */
  schemaUrl(id: string): string {
    return `${this._library.base}${pathOf(id)}/schema`;
  }

  /** The address under which a file that opens it in a tool is downloaded. */
  fileUrl(id: string, name: string): string {
    const file = encodeURIComponent(name);
    return `${this._library.base}${pathOf(id)}/connect/${file}`;
  }

  addConsumer(id: string, consumer: ConsumerToAdd): Promise<ConsumerList> {
    return this._library.send('POST', `${pathOf(id)}/consumers`, consumer);
  }

  removeConsumer(id: string, consumer: string): Promise<ConsumerList> {
    return this._library.send('DELETE', `${pathOf(id)}/consumers/${consumer}`);
  }

  ask(id: string, question: QuestionToAsk): Promise<QuestionList> {
    return this._library.send('POST', `${pathOf(id)}/questions`, question);
  }

  answer(id: string, question: string, text: string): Promise<QuestionList> {
    const path = `${pathOf(id)}/questions/${question}`;
    return this._library.send('POST', path, { text });
  }

  removeQuestion(id: string, question: string): Promise<QuestionList> {
    return this._library.send('DELETE', `${pathOf(id)}/questions/${question}`);
  }

  /** What one should know of since then, the newest first. */
  notices(since: string): Promise<NoticeList> {
    const query = new URLSearchParams({ since });
    return this._library.send('GET', `api/notices?${query}`);
  }

  /** The questions that wait for one's answer. */
  asked(): Promise<AskedList> {
    return this._library.send('GET', 'api/questions');
  }
}

const PAGE = 40; // datasets asked for at once

function pathOf(id: string): string {
  return `api/datasets/${encodeURIComponent(id)}`;
}
