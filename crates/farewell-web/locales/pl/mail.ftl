## Wiadomości. Zwykłe akapity; link stoi po nich w osobnym wierszu.

mail-hello = Dzień dobry,
mail-questions = Pytania: { $support }
mail-sign = { $brand }

mail-reset-subject = Nowe hasło w serwisie { $brand }
mail-reset-asked = Ktoś poprosił o nowe hasło do Twojego konta w serwisie { $brand }. Jeśli to Twoja prośba, ustaw je tutaj:
mail-reset-link = Ustaw nowe hasło
mail-reset-validity = Link działa przez 30 minut i tylko raz. Jeśli to nie Twoja prośba, nie musisz nic robić: hasło pozostanie bez zmian.

mail-deactivated-subject = Konto w serwisie { $brand } zostało dezaktywowane
mail-deactivated-done = Twoje konto zostało dezaktywowane i wylogowane ze wszystkich urządzeń. W dniu { $erase_date } usuniemy dane.
mail-deactivated-done-moment = Twoje konto zostało dezaktywowane i wylogowane ze wszystkich urządzeń. W dniu { $erase_date } o godz. { $erase_time } usuniemy dane.
mail-deactivated-back = Do końca dnia { $last_day } możesz przywrócić konto:
mail-deactivated-back-moment = Do tego czasu możesz przywrócić konto:
mail-deactivated-else = Możesz też zalogować się jak zwykle; zanim cokolwiek zmienimy, zapytamy. To nie była Twoja decyzja? Przywróć konto przez link i ustaw nowe hasło.
mail-deactivated-mails = Do tego czasu będziemy pisać tylko w sprawie tego konta.
mail-come-back-link = Przywróć konto

mail-reminder-subject = W dniu { $erase_date } usuniemy Twoje dane
mail-reminder-since = Konto w serwisie { $brand } jest dezaktywowane od { $since }, a w dniu { $erase_date } usuniemy jego dane. Jeśli tak ma być, nie musisz nic robić.
mail-reminder-since-moment = Konto w serwisie { $brand } jest dezaktywowane od { $since }, a w dniu { $erase_date } o godz. { $erase_time } usuniemy jego dane. Jeśli tak ma być, nie musisz nic robić.
mail-reminder-back = Jeśli chcesz zachować konto, przywróć je do końca dnia { $last_day }, tutaj albo logując się jak zwykle:
mail-reminder-back-moment = Jeśli chcesz zachować konto, przywróć je przed tą godziną, tutaj albo logując się jak zwykle:
mail-reminder-final = Później nikt go nie odzyska, my też nie.
mail-reminder-kept = Zachowamy tylko to, czego wymaga prawo:

mail-reactivated-subject = Konto w serwisie { $brand } zostało przywrócone
mail-reactivated-done = Twoje konto znów działa, a usunięcie danych zostało odwołane. Na innych urządzeniach trzeba zalogować się ponownie:
mail-reactivated-link = Zaloguj się
mail-reactivated-else = To nie była Twoja decyzja? Od razu ustaw nowe hasło: na tej samej stronie wybierz „Nie pamiętasz hasła?”.

mail-erased-subject = Twoje dane zostały usunięte
mail-erased-clean = Usunęliśmy dane konta w serwisie { $brand }, a potem jeszcze raz sprawdziliśmy nasze bazy: nic nie zostało. Nikt już nie zaloguje się na to konto.
mail-erased-left = Usunęliśmy dane konta w serwisie { $brand }, a potem jeszcze raz sprawdziliśmy nasze bazy: { $count ->
    [one] jedno miejsce jest jeszcze sprawdzane
    [few] { $number } miejsca są jeszcze sprawdzane
    [many] { $number } miejsc jest jeszcze sprawdzanych
   *[other] { $number } miejsca są jeszcze sprawdzane
  }. Nikt już nie zaloguje się na to konto.
mail-erased-kept = Nadal przechowujemy to, czego wymaga prawo:
mail-erased-backups = Najpóźniej { $date } dane znikną też z kopii zapasowych.
mail-erased-last = To nasza ostatnia wiadomość: po jej doręczeniu usuniemy także ten adres.

mail-kept-line = { $label }: { $number }, do { $date } { $because }
mail-kept-line-open = { $label }: { $number }. { $because }
