import type { ResponseCodeInterpreterToolCall, ResponseOutputText, Tool } from 'openai/resources/responses/responses';
import { putFile } from './containerFiles.ts';
import { livingContainer, newContainer } from './containers.ts';
import { sandboxPath, type MadeFile } from './toolBox.ts';
import type { StoredContainer, StoredContainerFile, World } from './world.ts';

type Image = ResponseCodeInterpreterToolCall.Image;

/** Where the code of one answer runs: the container that its request names, or one of its own, made when code first runs. */
export class AnswerContainer {
  readonly #world: World;
  readonly #made: { readonly made: MadeFile; readonly kept: StoredContainerFile }[] = [];
  #container: StoredContainer | undefined;

  /** Throws what the service says of a container that is not there any more. */
  constructor(tools: readonly Tool[], world: World) {
    this.#world = world;
    const named = tools.flatMap((tool) => (tool.type === 'code_interpreter' && typeof tool.container === 'string' ? [tool.container] : [])).at(0);
    this.#container = named === undefined ? undefined : livingContainer(world, named);
  }

  get id(): string {
    return this.#own().container.id;
  }

  /** Keeps what code made; an image is also told as such. The service names images by their ids. */
  keep(files: readonly MadeFile[]): readonly Image[] {
    const container = this.#own();
    for (const made of files) this.#made.push({ made, kept: putFile(container, made, 'assistant') });
    return files.filter(({ shown }) => shown).map(({ content }) => ({ type: 'image', url: `data:image/png;base64,${Buffer.from(content).toString('base64')}` }));
  }

  /** Where a text names what was made; images stand beside it. */
  citations(text: string): readonly ResponseOutputText.ContainerFileCitation[] {
    return this.#made.flatMap(({ made, kept: { file } }) => {
      const cited = { type: 'container_file_citation', container_id: file.container_id, file_id: file.id } as const;
      if (made.shown) return [{ ...cited, filename: `${file.id}.png`, start_index: 0, end_index: 0 }];
      const start = text.indexOf(sandboxPath(made));
      return start === -1 ? [] : [{ ...cited, filename: made.name, start_index: start, end_index: start + sandboxPath(made).length }];
    });
  }

  #own(): StoredContainer {
    this.#container ??= newContainer({ name: 'auto' }, this.#world);
    return this.#container;
  }
}
