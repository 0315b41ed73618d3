// Entry point of the call example: mounts it in call.html.
import '../trusted-types.ts';
import { mount } from 'svelte';
import '../app/app.css';
import Call from './Call.svelte';

export default mount(Call, { target: document.getElementById('call')! });
