## Opisy obrazków z długiej wersji dla osób, które ich nie widzą.

help-pictures-note = Obrazki pochodzą z przykładowego sklepu, dlatego nazwy, kolory i daty są na nich inne niż tutaj.
help-picture-menu = Góra strony: po prawej rozwinięte menu „Konto”, a w nim tylko „Zaloguj się”.
help-picture-sign-in = Formularz logowania: dwa pola, przycisk „Zaloguj się”, a pod nim przycisk „Nie pamiętasz hasła?”.
help-picture-menu-of-a-member = To samo menu po zalogowaniu: zamiast słowa „Konto” widać imię i nazwisko, a w menu są „Moje konto”, „Ustawienia konta” i „Wyloguj się”.
help-picture-profile = Góra profilu, po prawej czerwony link „Dezaktywuj konto”.
help-picture-outlook = Tabela w trzech grupach: „Usuniemy”, „Zostanie bez powiązania z tobą” i „Musimy zachować”, przy każdym wierszu liczba. Pod nią, w ramce, data usunięcia danych i ostatni dzień na powrót.
help-picture-you = Dwa wypełnione pola: nazwa użytkownika oraz słowa „Dezaktywuj moje konto”, które widać też nad polem. Pod nimi przycisk „Dalej”.
help-picture-reason = Dziesięć odpowiedzi, jedna pod drugą: dziewięć powodów i na końcu „Wolę nie podawać powodu”. Pod zaznaczoną, o zbyt wielu e-mailach, podpowiedź, jak je wyłączyć.
help-picture-button = Ramka „Zanim się pożegnasz” z ostatnim dniem na powrót, a pod nią pomarańczowy przycisk „Dezaktywuj moje konto”.
help-picture-goodbye = Strona pożegnalna: konto zostało dezaktywowane, a dużą czcionką podana jest data usunięcia danych.
help-picture-choice = Wybór po zalogowaniu: przyciski „Przywróć konto” i „Zostaw bez zmian”, a niżej pole na hasło i przycisk „Usuń dane teraz”.
