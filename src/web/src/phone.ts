import { startBasics } from './basics';

startBasics();
