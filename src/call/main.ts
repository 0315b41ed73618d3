// Entry point of the call example: mounts it in call.html, in the user's language.
import '../trusted-types.ts';
import { mount } from 'svelte';
import '../app/app.css';
import Call from './Call.svelte';
import { start } from './words/words.ts';

void start(() => mount(Call, { target: document.getElementById('call')! }));
