// Runs in the page: the ways that a growing answer can be drawn in, each timed with the layout that follows.
import MarkdownIt from 'markdown-it';
import { default_renderer, parser, parser_end, parser_write } from 'streaming-markdown';
import { MarkdownView } from '../../webview/markdownView.ts';

/** Draws what there is of a text so far. */
type Draw = (text: string, finished: boolean) => void;

const ways = {
  ours: (place: HTMLElement): Draw => {
    const view = new MarkdownView(() => undefined);
    place.append(view.element);
    return (text, finished) => { view.show(text, finished); };
  },
  'streaming-markdown': (place: HTMLElement): Draw => {
    const root = document.createElement('div');
    root.className = 'markdown';
    place.append(root);
    const stream = parser(default_renderer(root));
    let written = 0;
    return (text, finished) => {
      parser_write(stream, text.slice(written));
      written = text.length;
      if (finished) parser_end(stream);
    };
  },
  'markdown-it, all anew': (place: HTMLElement): Draw => {
    const root = document.createElement('div');
    root.className = 'markdown';
    place.append(root);
    const markdown = new MarkdownIt({ html: false, linkify: true });
    return (text) => { root.innerHTML = markdown.render(text); };
  },
};

/** The name of a way. */
export type Way = keyof typeof ways;

/** Milliseconds that each flush took when so many characters came with each. */
export function flushes(way: Way, text: string, size: number): readonly number[] {
  const place = document.createElement('article');
  place.className = 'answer';
  document.querySelector('.messages')?.append(place);
  const draw = ways[way](place);
  const taken: number[] = [];
  for (let length = size; length < text.length + size; length += size) {
    const start = performance.now();
    draw(text.slice(0, length), length >= text.length);
    void place.offsetHeight;
    taken.push(performance.now() - start);
  }
  place.remove();
  return taken;
}
