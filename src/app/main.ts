// Entry point of the page: mounts the app in index.html, in the user's language. Nothing else lives here.
import '../trusted-types.ts';
import { mount } from 'svelte';
import App from './App.svelte';
import './app.css';
import { readPreferences } from './session/preferences.ts';
import { languageOf, speak } from './words/words.svelte.ts';

const target = document.getElementById('app');
if (!target) throw new Error('index.html has no element with the id "app".');

const asked = new URLSearchParams(location.search).get('lang');
speak(languageOf([asked, readPreferences().language, ...navigator.languages]));

export default mount(App, { target });
