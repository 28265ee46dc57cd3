## Komentarze pod stroną pomocy.

comments-title = Komentarze
comments-lead = Czy wszystko poszło sprawnie? Czego tu zabrakło? Podziel się opinią; pokażemy ją, gdy ją przeczytamy.
comment-body = Twój komentarz
comment-hint = Komentarz zobaczą wszyscy, dlatego prosimy bez adresów i numerów telefonu. Najwyżej { $max } znaków.
comment-name = Imię lub pseudonim (nieobowiązkowo)
comment-button = Wyślij komentarz
comment-visitor = Gość
comment-empty = Najpierw napisz komentarz.
comment-too-often = Przyszło zbyt wiele komentarzy naraz. Wpisany tekst nie przepadł: odczekaj kilka minut i wyślij komentarz jeszcze raz.
notice-comment-taken = Dziękujemy. Pokażemy komentarz, gdy go przeczytamy.
