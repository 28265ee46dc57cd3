## Zakładanie konta i potwierdzanie adresu e-mail: strony i wiadomości.

menu-sign-up = Załóż konto

sign-up-title = Zakładanie konta
sign-up-lead = Na podany adres wyślemy e-mail z linkiem. Gdy potwierdzisz adres, konto będzie gotowe.
sign-up-username-hint = Od { $min } do { $max } znaków: litery i cyfry, a między nimi także „.”, „_” i „-”.
sign-up-button = Załóż konto
sign-up-have-account = Masz już konto? { $link }
sign-up-no-account = Nie masz jeszcze konta? { $link }
sign-up-username-empty = Wybierz nazwę użytkownika.
sign-up-username-short = Ta nazwa użytkownika jest za krótka: potrzeba co najmniej { $min } znaków.
sign-up-username-long = Ta nazwa użytkownika jest za długa: najwyżej { $max } znaków.
sign-up-username-characters = Nazwa użytkownika może się składać z liter i cyfr, a między nimi z pojedynczych znaków „.”, „_” lub „-”. Spacji i innych znaków nie można użyć.
sign-up-username-address = Nazwa użytkownika nie może wyglądać jak adres. Na adres e-mail jest osobne pole.
sign-up-username-taken = Ta nazwa użytkownika jest już zajęta. Wybierz inną.
sign-up-too-often = Z tego połączenia było zbyt wiele prób założenia konta. Odczekaj kilka minut i spróbuj ponownie.
sign-up-sent = Na podany adres wysłaliśmy e-mail. Otwórz link z tej wiadomości, aby potwierdzić adres. Link działa przez 24 godziny.
sign-up-sent-again-link = wypełnij formularz jeszcze raz

confirm-title = Potwierdź adres e-mail
confirm-sign-up-lead = Jeszcze jeden krok: potwierdź adres, a konto będzie gotowe.
confirm-sign-up-button = Potwierdź i załóż konto
confirm-email-lead = Po potwierdzeniu będziemy pisać na ten adres w sprawach twojego konta.
confirm-email-button = Potwierdź ten adres
confirm-gone = Link został już użyty albo minęły 24 godziny. Jeśli adres jest już potwierdzony, po prostu się zaloguj.
confirm-gone-link = Przejdź do logowania
confirm-username-taken = Ktoś cię uprzedził: wybrana nazwa użytkownika jest już zajęta. Załóż konto jeszcze raz, z inną nazwą.
confirm-username-taken-link = Wróć do formularza
confirm-email-taken = Do tego adresu e-mail jest już przypisane konto. Zaloguj się na nie albo ustaw nowe hasło, wybierając „Nie pamiętasz hasła?”.

notice-signed-up = Adres został potwierdzony, konto jest gotowe. Zaloguj się.
notice-email-confirmed = Adres e-mail został potwierdzony.
notice-email-waits = Zmiany zostały zapisane. Nowy adres e-mail zacznie obowiązywać, gdy go potwierdzisz: wysłaliśmy na niego link.
notice-email-sent = Wysłaliśmy e-mail z linkiem.
notice-email-given-up = Zmiana adresu e-mail została anulowana. Dotychczasowy adres zostaje bez zmian.

profile-email-hint = Nowy adres zacznie obowiązywać, gdy go potwierdzisz.
profile-email-waiting = Czeka na potwierdzenie: { $email }. Link z naszej wiadomości działa przez 24 godziny.
profile-email-send = Wyślij link potwierdzający
profile-email-send-again = Wyślij link jeszcze raz
profile-email-give-up = Anuluj zmianę adresu
profile-email-too-often = Poproszono o zbyt wiele wiadomości. Odczekaj kilka minut i spróbuj ponownie.

mail-sign-up-subject = Potwierdź adres e-mail w serwisie { $brand }
mail-sign-up-asked = Ktoś, zapewne Ty, zakłada konto w serwisie { $brand } i podaje ten adres. Potwierdź go tutaj, a konto będzie gotowe:
mail-sign-up-link = Potwierdź adres
mail-sign-up-validity = Link działa przez 24 godziny i tylko raz. Jeśli to nie Ty, nie musisz nic robić: bez potwierdzenia konto nie powstanie.

mail-already-subject = Masz już konto w serwisie { $brand }
mail-already-told = Ktoś, zapewne Ty, zakłada konto w serwisie { $brand } i podaje ten adres. Do tego adresu jest już przypisane konto, więc nic się nie zmieniło. Zaloguj się tutaj:
mail-already-link = Zaloguj się
mail-already-forgot = Nowe hasło ustawisz na tej samej stronie: wybierz „Nie pamiętasz hasła?”. Jeśli to nie Ty, nie musisz nic robić.

mail-confirm-asked = Ten adres podano przy koncie w serwisie { $brand }. Jeśli to Twoje konto, potwierdź adres tutaj; do tego czasu wszystko zostaje bez zmian:
mail-confirm-validity = Link działa przez 24 godziny i tylko raz. Jeśli to nie Twoje konto, nie musisz nic robić.

mail-in-use-subject = Twój adres e-mail w serwisie { $brand }
mail-in-use-told = Ten adres podano przy innym koncie w serwisie { $brand }. Należy on już do Twojego konta, więc nic się nie zmieniło.
mail-in-use-one = Jeden adres może należeć tylko do jednego konta. Jeśli to nie Ty, nie musisz nic robić.

mail-change-subject = Nowy adres e-mail konta w serwisie { $brand }
mail-change-asked = Dla Twojego konta w serwisie { $brand } podano nowy adres e-mail. Zacznie obowiązywać, gdy zostanie potwierdzony z nowej skrzynki; do tego czasu pozostaje ten.
mail-change-else = Jeśli to nie Twoja decyzja, ktoś ma dostęp do Twojego konta: zaloguj się i ustaw nowe hasło. Zmiana adresu zostanie wtedy anulowana.

mail-changed-subject = Adres e-mail konta w serwisie { $brand } został zmieniony
mail-changed-done = Twoje konto w serwisie { $brand } ma nowy adres e-mail, właśnie potwierdzony. Od teraz piszemy na tamten adres.
mail-changed-else = Jeśli to nie Twoja decyzja, od razu napisz do nas.
