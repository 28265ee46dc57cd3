// The sample members of `farewell demo` whose passwords are no secret (crates/farewell/src/demo/kramik/candidates.rs).

const member = (name, username, email, password) => ({ name, username, email, password });

export const ELEANOR = member('Eleanor Whitcombe', 'willow_crane', 'eleanor.whitcombe@mail.example', 'seven-plums-in-a-blue-bowl');
export const TOBIAS = member('Tobias Ashgrove', 'amber_notebook', 'tobias.ashgrove@mail.example', 'lighthouse-under-the-stairs');
export const IMOGEN = member('Imogen Larkspur', 'paper_lantern', 'imogen.larkspur@mail.example', 'a-postcard-from-the-orchard');
export const DESMOND = member('Desmond Fairweather', 'quiet_harbor', 'desmond.fairweather@mail.example', 'three-umbrellas-and-no-rain');
export const JAGODA = member('Jagoda Wierzbińska', 'mietowy_dzban', 'jagoda.wierzbinska@poczta.example', 'cztery-kury-na-rowerze');
export const BARTOSZ = member('Bartosz Jesionka', 'zielony_kajak', 'bartosz.jesionka@poczta.example', 'herbata-bez-cukru-w-czwartek');
export const LIDIA = member('Lidia Morwińska', 'miedziany_czajnik', 'lidia.morwinska@poczta.example', 'stara-mapa-za-obrazem');
export const WIKTOR = member('Wiktor Olszanek', 'cynamonowy_las', 'wiktor.olszanek@poczta.example', 'okno-na-wschod-i-kot');
