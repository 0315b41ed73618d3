// Where blind-test.html starts.
import '../trusted-types.ts';
import { mount } from 'svelte';
import '../app/app.css';
import BlindTest from './BlindTest.svelte';

export default mount(BlindTest, { target: document.body });
