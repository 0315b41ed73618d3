// Entry point of the page: mounts the app in index.html, in the user's language. Nothing else lives here.
import '../trusted-types.ts';
import { mount } from 'svelte';
import App from './App.svelte';
import './app.css';
import { start } from './words/words.svelte.ts';

const target = document.getElementById('app');
if (!target) throw new Error('index.html has no element with the id "app".');

// No await here: a dictionary may import code of this script, and each would wait for the other.
void start(() => mount(App, { target }));
