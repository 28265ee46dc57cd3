## Urządzenia zalogowane na konto.

settings-sessions = Zalogowane urządzenia
settings-sessions-about = Sprawdź, które urządzenia są zalogowane, i wyloguj wybrane
sessions-title = Zalogowane urządzenia
sessions-lead = Wszystkie przeglądarki zalogowane na twoje konto.
sessions-this = to urządzenie
sessions-since = Zalogowano { $date } o godz. { $time }
sessions-sign-out = Wyloguj
sessions-sign-out-others = Wyloguj wszystkie inne urządzenia
sessions-only-this = To jedyne zalogowane urządzenie.
sessions-unknown = Nie rozpoznajesz któregoś urządzenia? Wyloguj je, a potem { $link }.
sessions-unknown-link = zmień hasło
device-browser-system = { $browser } w systemie { $system }
device-system = Przeglądarka w systemie { $system }
device-unknown = Inne urządzenie
sign-in-signed-out-elsewhere = Sesja na tym urządzeniu została zakończona z innego urządzenia. Zaloguj się, aby kontynuować.
notice-device-signed-out = Urządzenie zostało wylogowane.
notice-others-signed-out = Wszystkie inne urządzenia zostały wylogowane.
