## Strony, które mówią, co poszło nie tak.

problem-home = Przejdź na stronę główną

problem-400-title = Żądanie było niekompletne
problem-400 = Nie udało się odczytać tego, co wysłała przeglądarka. Wróć, odśwież stronę i wyślij formularz jeszcze raz. Nic się nie zmieniło.
problem-403-title = To przyszło z innej strony
problem-403 = Formularz wysłano ze strony, która nie należy do nas, dlatego niczego nie zrobiliśmy. Nic się nie zmieniło. Otwórz stronę tutaj i spróbuj jeszcze raz.
problem-404-title = Tu nie ma żadnej strony
problem-404 = Być może w adresie jest literówka albo tego, co tu było, już nie ma.
problem-405-title = Ta strona tego nie obsługuje
problem-405 = Strona istnieje, ale nie przyjmuje takich żądań. Otwórz ją z linku i spróbuj jeszcze raz. Nic się nie zmieniło.
problem-413-title = Za dużo naraz
problem-413 = Wysłane dane są większe, niż ten formularz może przyjąć. Skróć tekst i wyślij go jeszcze raz. Nic się nie zmieniło.
problem-410-title = Ten link już nie działa
problem-500-title = Coś poszło nie tak po naszej stronie
problem-500 = To nie twoja wina. Odczekaj chwilę i spróbuj ponownie. Jeśli to nie pomoże, napisz: { $support }.
problem-503-title = Chwilowo nie możemy tego zrobić
problem-503 = Część systemu nie odpowiada. Nic nie przepadło, spróbuj ponownie za kilka minut. W pilnej sprawie napisz: { $support }.
