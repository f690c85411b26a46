from datetime import date

from cms_pages.demo.people import CAST_1, CAST_2, GUEST_1, GUEST_2, CastPerson, Person
from cms_pages.demo.portraits import Look

AOI = CastPerson(
    email=CAST_1,
    public_name="水野あおい",
    name=("水野", "葵"),
    kana=("ミズノ", "アオイ"),
    born=date(1994, 5, 18),
    rank="gold",
    categories=("chat", "film-stage", "consultation"),
    look=Look(("#ffe3d3", "#f7b7a3"), "#5b3a2e", "#fde3d0", "#e86f5c", "long"),
    introduction=(
        "小劇場で芝居をしながら、ラジオの朗読も担当しています。\n"
        "最近観た映画のこと、誰かに話したい小さな出来事、なんでも聞かせてください。"
        "短い時間でも、電話を切ったあとに少し気持ちが軽くなるような時間にできたらうれしいです。"
    ),
    career="2016年 劇団に入団。舞台出演20本以上。\n2021年より地域FMで朗読番組を担当。",
    website_url="https://aoi.example.com/",
)
HARUTO = CastPerson(
    email=CAST_2,
    public_name="ハルト",
    name=("高瀬", "陽斗"),
    kana=("タカセ", "ハルト"),
    born=date(1990, 11, 2),
    rank="silver",
    categories=("study", "language", "work"),
    look=Look(("#d9efe6", "#9fd3c0"), "#2f2a33", "#fbdcc4", "#2f7f78", "short"),
    introduction=(
        "塾で英語を教えて10年になります。受験のこと、学び直しのこと、お気軽にどうぞ。\n"
        "「今日の一問」を持ってきてくだされば、時間内で一緒に解きましょう。"
    ),
    career="大学で言語学を専攻。個別指導塾で中高生と社会人を担当。",
)
OTHER_CASTS = [
    CastPerson(
        email="cast3@example.com",
        public_name="しずく",
        name=("白川", "雫"),
        kana=("シラカワ", "シズク"),
        born=date(1998, 6, 9),
        rank="blue",
        categories=("chat", "anime-games"),
        look=Look(("#e4e1fb", "#b9b2ee"), "#3a3352", "#fde6d8", "#7b6fd0", "bob"),
        introduction="ゲームと夜ふかしが好きです。今やっているタイトルの話をしましょう。",
        career="ゲーム音楽のカバー動画を投稿しています。",
    ),
    CastPerson(
        email="cast4@example.com",
        public_name="小春",
        name=("森", "小春"),
        kana=("モリ", "コハル"),
        born=date(1992, 3, 21),
        rank="silver",
        categories=("food-travel", "beauty-fashion"),
        look=Look(("#fff1c9", "#f6d27a"), "#8a5a35", "#fbdcc4", "#f0a93b", "bun"),
        introduction="週末は市場めぐり。冷蔵庫にあるものを教えてくれたら、献立を一緒に考えます。",
        career="料理教室の講師。レシピ本のスタイリングも担当。",
    ),
    CastPerson(
        email="cast5@example.com",
        public_name="リョウ",
        name=("黒田", "涼"),
        kana=("クロダ", "リョウ"),
        born=date(1988, 9, 30),
        rank="gold",
        categories=("sports", "work"),
        look=Look(("#d6ecfb", "#9ccbee"), "#23272e", "#f6d3b5", "#3f6fb5", "short"),
        introduction="走り始めたい人、続かない人、歓迎です。三日坊主を一緒に越えましょう。",
        career="実業団で長距離走。引退後はランニングコーチ。",
    ),
]
APPLICANTS = [
    CastPerson(
        email="entry1@example.com",
        public_name="ももか",
        name=("桜井", "桃花"),
        kana=("サクライ", "モモカ"),
        born=date(1999, 2, 14),
        rank="silver",
        categories=("fortune", "consultation"),
        look=Look(("#fbdbe8", "#f0a6c4"), "#6d3b52", "#fde3d0", "#c8507f", "bob"),
        introduction="タロットを始めて五年。迷っていることを、カードと一緒に整理してみませんか。",
    ),
    CastPerson(
        email="entry2@example.com",
        public_name="ケンジ",
        name=("大原", "健二"),
        kana=("オオハラ", "ケンジ"),
        born=date(1985, 7, 7),
        rank="blue",
        categories=("music",),
        look=Look(("#eee4d6", "#cdb79a"), "#4a3b30", "#f3cfae", "#6b7a58", "short"),
        introduction="ギター歴二十年。最初の一曲を弾けるようになるまで、お手伝いします。",
    ),
]
NAGI = Person(
    email=GUEST_1,
    public_name="なぎ",
    name=("藤本", "凪"),
    kana=("フジモト", "ナギ"),
    introduction=(
        "都内で働く会社員です。休みの日は映画館にいます。人見知りですが、話し始めると長いです。"
    ),
)
SORA = Person(
    email=GUEST_2,
    public_name="そら",
    name=("今井", "空"),
    kana=("イマイ", "ソラ"),
    introduction="資格の勉強中です。英語の長文と、夜のコーヒーの話ができたらうれしいです。",
)
