const words = `
a about above after again all also am an and any are as at be been before being below between both but by can cannot could did do does doing done down each few for from further had has have having he her here hers him his how i if in into is it its just me more most my no nor not now of off on once only or other our out over own same she should so some such than that the their them then there these they this those through to too under until up very was we were what when where which while who whom why will with would you your
d don doesn isn l ll m re s t ve
answer ask briefly continue describe detail explain give go help list longer make mean me need okay ok please put question rewrite say shorten shorter show simpler sum summarise summarize summary tell thank thanks translate try use using want word words write yes
aber alle als also am an auch auf aus bei bin bis bist da damit dann das dass dein dem den der des die dies diese dieser doch dort du durch ein eine einem einen einer eines er es euch für gegen hab habe haben hat hier ich ihm ihn ihr im in ist ja jede jetzt kann kein keine können man mein mich mir mit muss nach nicht noch nun nur ob oder ohne sein sich sie sind so soll über um und uns unter vom von vor war warum was weil wenn wer wie wir wird wo zu zum zur
antwort bitte danke erkläre erklär formuliere frage fasse gib hilf kürzer länger mach mache nenne sag sage schreib schreibe übersetze zeig zeige zusammen
а без более бы был была были было быть в вам вас весь во вот все всё всех вы где да для до его ее её если есть ещё еще же за здесь и из или им их к как какая какие какой когда кто ли либо мне много может мой мы на над надо наш не него нет ни но ну о об он она они оно от очень по под после потому почему при про с сам свой со так такой там твой те тем теперь то тоже только том тот ты у уже хочу чем что чтобы эта эти это этот я
дай напиши ответ ответь объясни опиши переведи перепиши пожалуйста покажи помоги расскажи сделай скажи сократи спасибо
au aux avec ce ces cet cette ceux comme comment dans de des donc du elle elles en est et étaient était être eu il ils j je la le les leur lui ma mais me mes moi mon même n ne nos notre nous on ont ou où par pas plus pour pourquoi qu quand que quel quelle qui s sa sans se ses si son sont sur ta te tes toi ton tu un une vos votre vous y
ajoute aide dis donne explique fais écris maintenant merci montre raccourcis réponds résume traduis
al algo ante como con contra cual cuál cuando cuándo cómo del desde donde dónde e el ella ellas ellos en entre era es esa ese eso esta está están este esto estos fue ha hay hasta la las lo los me mi mis muy más nada ni no nos o os otra otro para pero por porque qué que quien quién se ser si sí sin sobre su sus también te tiene tu tus un una uno unos y ya yo
ahora ayuda da dame dime escribe explica gracias haz muestra responde resume traduce
`;

/** Words that say nothing of what a question is about: the small ones of English, German, Russian, French and Spanish, and what one asks for an answer with. */
export const stopWords: ReadonlySet<string> = new Set(words.split(/\s+/));
