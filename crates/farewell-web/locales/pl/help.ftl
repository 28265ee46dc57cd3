## Jak usunąć konto: krótka wersja, długa wersja.

help-title = Jak usunąć konto
help-lead = Wystarczą dwa krótkie formularze. Przez pewien czas można jeszcze wrócić, a potem dane naprawdę znikają. Krótka wersja jest dla osób, które znają drogę, długa objaśnia każdy krok.
help-short = Krótka wersja
help-long = Długa wersja

help-short-1 = Zaloguj się: podaj nazwę użytkownika lub adres e-mail i hasło.
help-short-2 = W menu pod swoim imieniem wybierz „Moje konto”.
help-short-3 = Kliknij „Ustawienia konta”.
help-short-4 = Kliknij „Edytuj profil”.
help-short-5 = Kliknij „Dezaktywuj konto”.
help-short-6 = Wpisz nazwę użytkownika lub adres e-mail oraz słowa: Dezaktywuj moje konto.
help-short-7 = Wybierz powód albo pomiń to pytanie.
help-short-8 = Naciśnij pomarańczowy przycisk „Dezaktywuj moje konto”.

help-sign-in-title = Zaloguj się
help-sign-in = Na górze każdej strony, po prawej, jest menu „Konto”. Otwórz je i wybierz „Zaloguj się”, a potem podaj nazwę użytkownika lub adres e-mail oraz hasło. Obie drogi prowadzą do tego samego konta.
help-sign-in-forgot = Jeśli hasło wyleciało ci z głowy, wybierz na tej samej stronie „Nie pamiętasz hasła?”. Wyślemy e-mail z linkiem do strony, na której ustawisz nowe hasło. Link działa przez 30 minut i tylko raz.

help-way-title = Przejdź do profilu
help-way = Po zalogowaniu w miejscu słowa „Konto” widać twoje imię. Otwórz to menu i wybierz „Moje konto”, potem „Ustawienia konta”, a następnie „Edytuj profil”. Link „Dezaktywuj konto” jest w prawym górnym rogu profilu i jeszcze raz na jego końcu.

help-you-title = Krok 1 z 2: potwierdź, że to ty
help-you-outlook = Strona najpierw pokazuje, co stanie się z twoimi danymi, z liczbami dla twojego konta, w trzech grupach. „Usuniemy”: to zniknie. „Zostanie bez powiązania z tobą”: to, z czego korzystają inni, na przykład opinia o produkcie; zostanie, ale nikt już nie dojdzie, kto ją napisał. „Musimy zachować”: to, czego wymaga prawo, na przykład faktury, wraz z terminem.
help-you-date = Niżej znajdziesz datę usunięcia danych.
help-you-fields = Dalej są dwa pola. W pierwszym podaj nazwę użytkownika lub adres e-mail. W drugim wpisz słowa „Dezaktywuj moje konto”. Wielkość liter nie ma znaczenia, możesz je też wkleić. Jeśli od zalogowania minęło trochę czasu, strona jeszcze raz zapyta o hasło. Gdy coś się nie zgadza, strona to powie, a na koncie nic się nie zmieni.

help-why-title = Krok 2 z 2: dlaczego odchodzisz
help-why = Pytamy o powód, bo odpowiedź pokazuje nam, co poprawić. Wybierz jeden z dziewięciu powodów albo „Wolę nie podawać powodu”, możesz też niczego nie zaznaczać. Możesz dodać komentarz. Żadna z tych rzeczy nie jest potrzebna, aby przejść dalej. Po usunięciu danych odpowiedź zostanie bez żadnego powiązania z tobą.

help-button-title = Pomarańczowy przycisk
help-button = Nad przyciskiem jeszcze raz zobaczysz, do kiedy można wrócić. Naciśnij „Dezaktywuj moje konto”. Od razu wylogujemy cię ze wszystkich urządzeń i pokażemy stronę z datą. To samo wyślemy e-mailem. Od tej chwili będziemy pisać tylko w sprawie tego konta.

help-back-title = Jeśli konto znów będzie potrzebne
help-back = Po { $span } usuniemy twoje dane. Wcześniej można wrócić: zaloguj się jak zwykle albo użyj linku z naszej wiadomości. W obu przypadkach zobaczysz wybór: przywróć konto, zostaw bez zmian albo usuń dane teraz. Niczego nie cofamy po cichu: jeśli zamkniesz stronę, wszystko zostanie tak, jak było.
help-back-now = Jeśli nie chcesz czekać, wybierz tam „Usuń dane teraz” i podaj hasło. Jeśli niedawno zmieniono hasło lub adres e-mail, trzeba odczekać 72 godziny, żeby nikt inny nie mógł usunąć twoich danych.

help-erased-title = Co się stanie w dniu usunięcia
help-erased = Usuniemy dane z naszych baz, a potem jeszcze raz sprawdzimy, czy nic w nich nie zostało. Napiszemy o tym w ostatniej wiadomości; po jej doręczeniu usuniemy także adres. Później nikt nie zaloguje się na to konto ani go nie odzyska, my też nie.
help-erased-backups = Po { $span } dane znikną także z kopii zapasowych.

help-stuck-title = Jeśli nie możesz się zalogować
