# What this pack's codes say. $observed and $threshold arrive formatted in the criterion's unit.

criterion-upper-grant = 已获上级资助
criterion-upper-grant-met = 上级财政资助{ $observed }。
criterion-upper-grant-not-met = 没有上级财政资助，无法配套。

criterion-in-pool = 在培育库内
criterion-in-pool-met = 企业在培育库内。
criterion-in-pool-not-met = 企业不在培育库内；重点研发项目配套限库内企业。

criterion-deal-agreed = 揭榜已成交
criterion-deal-agreed-met = 揭榜成交额{ $observed }。
criterion-deal-agreed-not-met = 没有揭榜成交额；签订技术合同后再申报。

criterion-rd-invested = 已有研发投入
criterion-rd-invested-met = 项目研发投入{ $observed }。
criterion-rd-invested-not-met = 项目没有研发投入；按后补助办理，先投入后申报。

criterion-no-serious-dishonesty = 近三年无严重失信记录
criterion-no-serious-dishonesty-met = 近三年没有严重失信记录。
criterion-no-serious-dishonesty-not-met = 近三年有严重失信记录；请先完成信用修复。

amount-match = 上级项目配套

review-level-not-stated = 重点研发项目配套按级别封顶，未填上级项目级别，由人工确定。
review-settled-case-by-case = 公布文本只给出上限，没有计算公式，金额一事一议，由局务会确定。

basis-note = 比例和上限取自南通市公布文本，依据见各参数说明。
