// Where blind-test.html starts, in the user's language.
import '../trusted-types.ts';
import { mount } from 'svelte';
import '../app/app.css';
import BlindTest from './BlindTest.svelte';
import { start } from './words/words.ts';

void start(() => mount(BlindTest, { target: document.body }));
