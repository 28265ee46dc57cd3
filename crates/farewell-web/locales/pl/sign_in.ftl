## Logowanie i zapomniane hasło.

sign-in-title = Logowanie
sign-in-identifier = Nazwa użytkownika lub adres e-mail
sign-in-password = Hasło
sign-in-button = Zaloguj się
sign-in-forgot = Nie pamiętasz hasła?
sign-in-identifier-empty = Podaj nazwę użytkownika lub adres e-mail.
sign-in-password-empty = Podaj hasło.
sign-in-wrong = Nazwa użytkownika (lub adres e-mail) i hasło do siebie nie pasują. Sprawdź jedno i drugie, a potem spróbuj ponownie.
sign-in-too-often = W krótkim czasie było zbyt wiele prób. Odczekaj kilka minut i spróbuj ponownie. Na koncie nic się nie zmieniło.
sign-in-needed = Zaloguj się, aby zobaczyć tę stronę. Zaraz potem do niej wrócisz.
sign-in-expired = Sesja wygasła, bo minęło trochę czasu. Zaloguj się, aby kontynuować w tym samym miejscu.
sign-in-signed-out = Wylogowano. Zaloguj się, aby kontynuować.
sign-in-password-changed = Hasło do tego konta zostało zmienione, dlatego nastąpiło wylogowanie. Zaloguj się nowym hasłem.
sign-in-deactivated = To konto jest dezaktywowane, a sesja zakończona. Aby je przywrócić lub zdecydować inaczej, zaloguj się.
sign-in-erased = Dane tego konta zostały usunięte. Nikt już się na nie nie zaloguje.

forgot-title = Nie pamiętasz hasła?
forgot-lead = Podaj, o które konto chodzi, a wyślemy e-mail z linkiem do ustawienia nowego hasła.
forgot-button = Wyślij e-mail
forgot-back = Wróć do logowania
forgot-too-often = Z tego połączenia poproszono o zbyt wiele wiadomości. Odczekaj kilka minut i spróbuj ponownie.
forgot-sent-title = Sprawdź pocztę
forgot-sent = Jeśli takie konto istnieje, wysłaliśmy e-mail z instrukcją. Link działa przez 30 minut.
forgot-sent-again = Po kilku minutach nadal nic? Zajrzyj do folderu ze spamem albo { $link }.
forgot-sent-again-link = poproś o kolejny e-mail

reset-title = Ustaw nowe hasło
reset-lead = Po zapisaniu wylogujemy wszystkie urządzenia. Zalogujesz się już nowym hasłem.
reset-password = Nowe hasło
reset-hint = Co najmniej { $min } znaków. Kilka zwykłych słów łatwo zapamiętać. Hasło można wkleić.
reset-button = Zapisz nowe hasło
reset-gone = Link został już użyty albo minęło 30 minut.
reset-gone-link = Poproś o nowy link

password-too-short = To hasło jest za krótkie: potrzeba co najmniej { $min } znaków.
password-too-long = To hasło jest za długie: najwyżej { $max } znaków.
password-common = To hasło zbyt łatwo odgadnąć: jest na listach haseł próbowanych w pierwszej kolejności albo tworzy prosty wzór. Wybierz inne, na przykład kilka niepowiązanych ze sobą słów.
password-own-words = To hasło zbyt łatwo odgadnąć: składa się z twojego imienia, nazwiska lub adresu albo z nazwy serwisu. Wybierz inne, na przykład kilka słów, które nie mają z tobą nic wspólnego.
