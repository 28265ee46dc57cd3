## Znów potrzebne: wybór osoby z dezaktywowanym kontem.

reactivate-title = Konto jest dezaktywowane. Co dalej?
reactivate-lead = Konto jest dezaktywowane od { $since }, a w dniu { $erase_date } usuniemy jego dane. Do końca dnia { $last_day } możesz je przywrócić.
reactivate-lead-moment = Konto jest dezaktywowane od { $since }, a w dniu { $erase_date } o godz. { $erase_time } usuniemy jego dane. Do tego czasu możesz je przywrócić.
reactivate-return = Przywróć konto
reactivate-return-about = Konto od razu zacznie działać, a usunięcie danych zostanie odwołane.
reactivate-leave = Zostaw bez zmian
reactivate-leave-about = Nic się nie zmieni: konto pozostanie dezaktywowane do podanej daty.
reactivate-erase = Usuń dane teraz
reactivate-erase-title = Nie chcesz czekać?
reactivate-erase-about = Tego nie da się cofnąć. Aby usunąć dane teraz, podaj hasło.
reactivate-password = Hasło
reactivate-password-missing = Podaj hasło, żeby nikt inny nie mógł usunąć twoich danych.
reactivate-password-wrong = To nie jest hasło do tego konta. Nic się nie zmieniło.
reactivate-wait = Niedawno zmieniono hasło lub adres e-mail tego konta. Dla bezpieczeństwa dane będzie można usunąć od { $date }, godz. { $time }. Nic się nie zmieniło.
reactivate-held = Tego konta nie można teraz usunąć, bo operator musi je przez pewien czas zachować. Pytania: { $support }. Nic się nie zmieniło.
reactivate-choice-missing = Wybierz, co zrobić z kontem.
reactivate-gone = Link został już użyty, stracił ważność albo konto znów jest aktywne.
reactivate-gone-link = Zaloguj się, aby sprawdzić stan konta
