## Moje konto, ustawienia, profil, hasło.

account-title = Moje konto
account-lead = Zalogowano jako { $name }.
account-settings-about = Profil, hasło i rezygnacja z konta

settings-title = Ustawienia konta
settings-lead = Wybierz, co chcesz zmienić.
settings-profile = Edytuj profil
settings-profile-about = Imię i nazwisko, płeć, adres e-mail, język
settings-password = Zmień hasło
settings-password-about = Wylogowuje wszystkie inne urządzenia
settings-back = Wróć do strony „Moje konto”

profile-title = Edycja profilu
profile-lead = Co o tobie wiemy i jak się do ciebie zwracamy.
profile-username = Nazwa użytkownika
profile-name = Imię i nazwisko
profile-gender = Płeć
profile-gender-woman = Kobieta
profile-gender-man = Mężczyzna
profile-gender-another = Inna
profile-gender-unsaid = Wolę nie podawać
profile-email = Adres e-mail
profile-email-unconfirmed = Ten adres nie został potwierdzony.
profile-language = Język naszych wiadomości
profile-language-unset = Bez wyboru
profile-button = Zapisz zmiany
profile-back = Wróć do ustawień konta
profile-deactivate = Dezaktywuj konto
profile-deactivate-about = Po { $span } usuniemy twoje dane
profile-name-empty = Podaj imię i nazwisko.
profile-name-invalid = Nie można użyć takiego imienia i nazwiska. Wpisz je bez znaków specjalnych.
profile-email-empty = Podaj adres e-mail.
profile-email-invalid = To nie wygląda na adres e-mail. Poprawny adres ma postać anna@example.com.
profile-choice-invalid = „{ $field }”: wybierz jedną z podanych odpowiedzi.

password-title = Zmiana hasła
password-lead = Po zapisaniu wylogujemy wszystkie twoje inne urządzenia.
password-current = Obecne hasło
password-current-wrong = To nie jest obecne hasło. Nic się nie zmieniło.
password-button = Zapisz nowe hasło

account-public-page = Twoja strona publiczna
account-public-page-about = Co inni widzą o tobie w sklepie
